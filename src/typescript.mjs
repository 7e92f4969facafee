// Loaded before everything else (`node --import ./src/typescript.mjs …`): Node reads TypeScript by itself since 22.18, in two
// thirds of the time; before that tsx does.
if (!process.features.typescript) await import('tsx');
