// Runs once in what stands above the passages found: a click on [data-drop] (names of filters) or [data-word] asks the
// server to search again. `element` and `trigger` come from Gradio.
element.addEventListener("click", (event) => {
	const button = event.target.closest("[data-drop], [data-word]");
	if (!button) return;
	// The button goes away with this answer; whoever pressed it by the keyboard goes on from the query.
	document.querySelector("#qc-query :is(textarea, input)")?.focus();
	trigger("click", { ...button.dataset });
});
