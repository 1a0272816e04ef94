// Brings the part of the page's program with the later screens: see src/ui/later.rs. It shares the memory and the table of
// functions of the part that runs.

const meta = (name) => document.querySelector('meta[name="' + name + '"]').content;

/** Where somebody has begun, boot.js has it read beside the start. */
async function program() {
  const read = window.naptimeLater;
  window.naptimeLater = undefined;
  return read || WebAssembly.compileStreaming(fetch(meta('naptime-later')));
}

/** Called by the start, and calls back when the part is there or can't be. Each call is a new attempt. */
export async function __wasm_split_load_later(callback, data) {
  const start = (await import(meta('naptime-page'))).initSync();
  let isHere = true;
  try {
    await WebAssembly.instantiate(await program(), { __wasm_split: start });
  } catch (error) {
    // Whoever looks for the cause; the learner is offered a repair.
    console.info(error);
    isHere = false;
  }
  start.__indirect_function_table.get(callback)(data, isHere);
}
