export { normalText, numberOf, type Value, valueOf } from "../base/value.ts";
