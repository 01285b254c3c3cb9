/** Nothing to set: runes are the default and TypeScript is stripped by the compiler itself. */
export default { compilerOptions: { runes: true } };
