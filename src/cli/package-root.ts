import { fileURLToPath } from "node:url";

/** Folder of the installed package. */
export const PACKAGE_ROOT = fileURLToPath(new URL("../..", import.meta.url));
