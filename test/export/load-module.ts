/** Loads an exported module as a browser or Node would, from its text alone. */
export async function loadModule<T>(code: string): Promise<T> {
	return (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)) as T;
}
