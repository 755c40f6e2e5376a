// Runs in the page, once: opens the reader, a dialog over the whole page, for every button [data-open] of every view
// (bridge.js announces it as "qc-open"). `element`, `server` and `trigger` come from Gradio.
const dialog = element.querySelector("dialog");
let asked = 0;
let changed = false;
let trail = []; // what was opened before, for the way back

async function open(opening) {
	const ticket = ++asked;
	if (!dialog.open) {
		trail = [];
		dialog.textContent = dialog.dataset.busy;
		dialog.showModal();
	}
	const html = await server.whole(opening).catch(() => null);
	if (ticket !== asked) return; // another one was opened, or it was closed, meanwhile
	if (html === null) {
		dialog.textContent = dialog.dataset.failed;
		return;
	}
	dialog.innerHTML = html; // made and escaped by reader.py
	trail.push(opening);
	const back = dialog.querySelector("[data-back]");
	if (back) back.hidden = trail.length < 2;
	const text = dialog.querySelector(".qc-full");
	(text ?? dialog.querySelector("[data-shut]"))?.focus({ preventScroll: true });
	dialog.querySelector(".qc-card[aria-current]")?.scrollIntoView({ block: "nearest" });
	if (text && opening.quote) {
		const [from, to] = opening.quote.split("-").map(Number);
		go(text, from, to);
		reveal(text.dataset.shown, from);
	} else if (text) bring(text, text.querySelector(".qc-begin"), 12);
}

async function part(button) {
	const { part: precedent, from, to } = button.dataset;
	let text = dialog.querySelector(".qc-full");
	if (text.dataset.shown !== precedent) {
		const ticket = ++asked;
		const html = await server.part({ precedent }).catch(() => null);
		if (ticket !== asked) return;
		if (html === null) text.textContent = dialog.dataset.failed;
		else text.outerHTML = html;
		text = dialog.querySelector(".qc-full") ?? text;
		for (const card of dialog.querySelectorAll(".qc-card")) {
			const current = card.dataset.card === precedent;
			card.toggleAttribute("aria-current", false);
			if (current) card.setAttribute("aria-current", "true");
			const sections = card.parentElement.querySelector(".qc-sections");
			if (current && sections) sections.open = true;
		}
	}
	dialog.querySelectorAll(".qc-section[aria-current]").forEach((each) => each.removeAttribute("aria-current"));
	if (from === undefined) bring(text, text.querySelector(".qc-begin"), 12);
	else {
		if (button.matches(".qc-section")) button.setAttribute("aria-current", "true");
		go(text, Number(from), Number(to));
	}
}

// Marks the innermost section that holds `offset` in the tree, and unfolds what it stands in.
function reveal(precedent, offset) {
	const holds = (each) => each.dataset.part === precedent && Number(each.dataset.from) <= offset && offset < Number(each.dataset.to);
	const section = [...dialog.querySelectorAll(".qc-section")].filter(holds).pop();
	if (!section) return;
	for (let up = section.parentElement.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
	section.setAttribute("aria-current", "true");
	section.scrollIntoView({ block: "nearest" });
}

// Scrolls to where `from` stands and marks it, and the passages that begin before `to`.
function go(text, from, to) {
	text.querySelectorAll(".qc-on").forEach((each) => each.classList.remove("qc-on"));
	const runs = [...text.querySelectorAll(".qc-run")];
	const within = runs.filter((run) => Number(run.dataset.start) >= from && Number(run.dataset.start) < to);
	const marked = text.querySelectorAll(`[data-at="${from}"]`);
	for (const each of [...within, ...marked]) each.classList.add("qc-on");
	const around = runs.find((run) => Number(run.dataset.start) <= from && from < Number(run.dataset.end));
	bring(text, marked[0] ?? around ?? within[0], 40);
}

// Scrolls `text` until `target` stands `above` pixels under its upper edge: what comes into sight on the way is laid out
// only then, and moves it.
function bring(text, target, above, tries = 4) {
	if (!target) return;
	const off = target.getBoundingClientRect().top - text.getBoundingClientRect().top - above;
	text.scrollTop += off;
	if (tries > 1 && Math.abs(off) > 1) requestAnimationFrame(() => bring(text, target, above, tries - 1));
}

async function keep(form, verb) {
	const said = form.querySelector(".qc-said");
	const sent = Object.fromEntries(new FormData(form));
	const told = await verb({ ...sent, precedent: form.dataset.precedent }).catch(() => ({ problem: dialog.dataset.failed }));
	if (told.problem !== undefined) {
		said.textContent = told.problem;
		return;
	}
	changed = true;
	const card = form.closest(".qc-card");
	card.innerHTML = told.card; // made and escaped by metadata.py
	const editor = card.querySelector(".qc-edit");
	const note = document.createElement("p");
	note.className = "qc-said";
	note.setAttribute("role", "status");
	editor.after(note);
	note.textContent = told.said;
	editor.querySelector("summary").focus();
}

document.addEventListener("qc-open", (event) => open(event.detail));

dialog.addEventListener("click", (event) => {
	const button = event.target.closest("button");
	if (!button) return;
	if (button.dataset.open !== undefined) {
		const { source, precedent, quote } = button.dataset;
		open({ source, precedent, quote });
	}
	if (button.dataset.part) part(button);
	if (button.dataset.shut !== undefined) dialog.close();
	if (button.dataset.back !== undefined) {
		trail.pop();
		open(trail.pop());
	}
	if (button.dataset.cancel !== undefined) {
		button.form.reset();
		button.form.querySelector(".qc-said").textContent = "";
		button.closest("details").open = false;
		button.closest("details").querySelector("summary").focus();
	}
	if (button.dataset.restore !== undefined) keep(button.form, server.restore);
});

dialog.addEventListener("submit", (event) => {
	event.preventDefault();
	keep(event.target, server.correct);
});

dialog.addEventListener("close", () => {
	asked++;
	dialog.textContent = "";
	if (changed) trigger("click", {}); // what lists precedents is to list them anew
	changed = false;
});
