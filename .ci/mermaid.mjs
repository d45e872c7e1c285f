// Parses pictures as Mermaid itself does: node mermaid.mjs FILE...
// Mermaid asks for a window, which jsdom gives it.
import { JSDOM } from "jsdom";
import { readFileSync } from "node:fs";

const { window } = new JSDOM("<!doctype html><body></body>");
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import("mermaid");

for (const file of process.argv.slice(2)) {
  try {
    await mermaid.parse(readFileSync(file, "utf8"));
  } catch (error) {
    console.error(`${file}: ${error}`);
    process.exitCode = 1;
  }
}
