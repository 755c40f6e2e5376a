// Runs before Gradio. Texts and labels that are wholly one of Gradio's own wordings get ours, as soon as they appear; an
// answer of the server that Gradio shows raw gets what it says. Views of our own (.qc-view) and what is typed are left alone.
(wordings, problems) => {
	const LABELS = ["aria-label", "title", "placeholder", "alt"];
	const OURS = ".qc-view, textarea, input, script, style";
	const rules = wordings.map(([pattern, words]) => [new RegExp(`^${pattern}$`), words]);

	function said(text) {
		const plain = text.trim().replace(/\s+/g, " ");
		const answer = /^HTTP \d+: (\{.*\})$/.exec(plain);
		if (answer) {
			try {
				const { code, detail } = JSON.parse(answer[1]);
				return problems[code] ?? detail ?? text;
			} catch {
				return text; // no problem of ours
			}
		}
		const rule = rules.find(([pattern]) => pattern.test(plain));
		return rule ? plain.replace(...rule) : text;
	}

	function label(element) {
		for (const name of LABELS) {
			const text = element.getAttribute(name);
			const words = text && said(text);
			if (words !== text) element.setAttribute(name, words);
		}
	}

	function write(node) {
		if (node.nodeType === Node.TEXT_NODE) {
			const words = said(node.data);
			if (words !== node.data) node.data = words;
		} else if (node.nodeType === Node.ELEMENT_NODE) {
			label(node);
			if (!node.matches(OURS)) node.childNodes.forEach(write);
		}
	}

	new MutationObserver((changes) => {
		for (const { type, target, addedNodes } of changes) {
			const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
			if (type === "attributes") label(target);
			else if (element?.closest(OURS)) continue;
			else if (type === "characterData") write(target);
			else addedNodes.forEach(write);
		}
	}).observe(document, {
		subtree: true,
		childList: true,
		characterData: true,
		attributes: true,
		attributeFilter: LABELS,
	});
}
