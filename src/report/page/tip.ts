/** Shows a value beside the pointer, as text; hides the box when there is none. */
export function showTip(event: MouseEvent, value: unknown): void {
	const box = tipBox();
	box.textContent = "";
	if (value === null || value === undefined || value === "") {
		box.hidden = true;
		return;
	}
	for (const text of lines(value)) {
		const line = document.createElement("div");
		line.textContent = text;
		box.append(line);
	}
	box.hidden = false;
	const { width, height } = box.getBoundingClientRect();
	box.style.left = `${Math.max(4, Math.min(event.clientX + 14, window.innerWidth - width - 8))}px`;
	box.style.top = `${event.clientY + 18 + height > window.innerHeight ? event.clientY - height - 10 : event.clientY + 18}px`;
}

function lines(value: unknown): string[] {
	if (typeof value !== "object" || value === null) return [String(value)];
	return Object.entries(value).map(([name, member]) => `${name}: ${String(member)}`);
}

function tipBox(): HTMLElement {
	const found = document.getElementById("tip");
	if (found !== null) return found;
	const box = document.createElement("div");
	box.id = "tip";
	box.hidden = true;
	box.setAttribute("aria-hidden", "true");
	document.body.append(box);
	return box;
}
