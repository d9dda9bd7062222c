/** What the operating system's refusals mean, and what to do. */
const MEANING: Readonly<Record<string, string>> = {
	EACCES: "may not be read or written by you. Check its permissions, or name another place.",
	EPERM: "may not be changed by you. Check its permissions, or name another place.",
	EROFS: "is on a disk that cannot be written. Name another place.",
	EISDIR: "is a folder, expected a file. Name a file.",
	ENOTDIR: "lies below a file, expected a folder. Name another place.",
	EEXIST: "is a file, expected a folder. Name another place.",
	ENOENT: "is not there. Check the path.",
	ENOSPC: "cannot be written: the disk is full. Make room, then run again.",
	EPIPE: "was closed by its reader before all was written.",
	ENXIO: "has nobody who reads it. Name a file, or start the reader first.",
	ENAMETOOLONG: "has too long a name. Name a shorter one.",
	EMFILE: "cannot be opened: too many files are open. Raise the limit (ulimit -n).",
};

/**
 * An error of the file system as words for the user, who can mend it; `undefined` when it is no such error.
 *
 * @example fileSystemMessage({ code: "EISDIR", syscall: "rename", dest: "reports" }) // "reports: is a folder, ..."
 */
export function fileSystemMessage(error: unknown): string | undefined {
	const { code, syscall, path, dest, message } = error as NodeJS.ErrnoException & { readonly dest?: string };
	if (code === undefined || syscall === undefined) return undefined;
	const meaning = MEANING[code];
	const place = dest ?? path;
	return meaning === undefined || place === undefined ? message : `${place}: ${meaning} [${code}]`;
}
