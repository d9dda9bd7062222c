import { afterEach, vi } from "vitest";

/** A call of the console by our code fails the test it happens in: messages are effects and are passed in. */
const spies = (["log", "info", "warn", "error", "debug"] as const).map((method) => ({
	method,
	spy: vi.spyOn(console, method),
}));

afterEach(() => {
	for (const { method, spy } of spies) {
		const call = spy.mock.calls[0];
		spy.mockClear();
		if (call) throw new Error(`console.${method} was called: ${call.map(String).join(" ")}`);
	}
});
