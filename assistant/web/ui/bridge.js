// Runs in the page, once for each view that shows passages: a click on [data-passage] asks the server for that passage
// in its context and puts it into the view's own .qc-context pane. `element` and `server` come from Gradio.
let asked = 0;

async function show(button) {
	const ticket = ++asked;
	const pane = element.querySelector(".qc-context");
	pane.hint ??= pane.innerHTML;
	element.querySelectorAll("[aria-current]").forEach((each) => each.removeAttribute("aria-current"));
	button.setAttribute("aria-current", "true");
	const { passage, quote = "", words = "" } = button.dataset;
	let html;
	try {
		html = await server.passage({ passage, quote, words });
	} catch {
		html = null;
	}
	if (ticket !== asked) return; // another one was clicked meanwhile
	if (html === null) pane.textContent = pane.dataset.failed;
	else pane.innerHTML = html; // made and escaped by context.py
	const text = pane.querySelector(".qc-text");
	const target = text && (text.querySelector(".qc-quote") || text.querySelector(".qc-passage"));
	if (target) text.scrollTop += target.getBoundingClientRect().top - text.getBoundingClientRect().top - 72;
}

function hide() {
	asked++;
	const pane = element.querySelector(".qc-context");
	const button = element.querySelector("[aria-current]");
	pane.innerHTML = pane.hint;
	button?.removeAttribute("aria-current");
	button?.focus(); // back to where the reader was
}

element.addEventListener("click", (event) => {
	const button = event.target.closest("button");
	if (!button) return;
	if (button.dataset.passage) show(button);
	if (button.dataset.hide !== undefined) hide();
	if (button.dataset.open !== undefined) {
		const { source, precedent, quote } = button.dataset;
		document.dispatchEvent(new CustomEvent("qc-open", { detail: { source, precedent, quote } })); // to reader.js
	}
	if (button.dataset.goto) {
		const item = document.getElementById(button.dataset.goto);
		if (item) {
			item.scrollIntoView({ block: "center", behavior: "smooth" });
			item.focus({ preventScroll: true });
		}
	}
	if (button.dataset.ask) element.querySelector(`#${button.dataset.ask}`)?.showModal();
	if (button.dataset.close !== undefined) button.closest("dialog")?.close();
	if (button.dataset.delete) {
		button.closest("dialog")?.close();
		trigger("click", { id: button.dataset.delete });
	}
});

element.addEventListener("keydown", (event) => {
	if (event.key === "Escape" && element.querySelector(".qc-context .qc-source")) hide();
});
