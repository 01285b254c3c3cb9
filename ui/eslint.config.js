import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";

const onlyTheHost = {
  patterns: [{ group: ["@tauri-apps/*"], message: "Only src/host/ knows where the page runs; add a verb to Host." }],
};

export default ts.config(
  { ignores: ["dist", "src/host/bindings.ts"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: globals.browser } },
  { files: ["**/*.svelte", "**/*.svelte.ts"], languageOptions: { parserOptions: { parser: ts.parser } } },
  { rules: { "no-restricted-imports": ["error", onlyTheHost], "no-undef": "off" } },
  // A map that never leaves its function needs no reactivity; what the page shows lives in $state.
  { rules: { "svelte/prefer-svelte-reactivity": "off" } },
  { files: ["src/host/**"], rules: { "no-restricted-imports": "off" } },
);
