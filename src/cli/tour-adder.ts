import { fileURLToPath } from "node:url";

/** What a program printed and how long it ran, its compilation included. */
export interface Visit {
  output: string;
  milliseconds: number;
}

/** What the tour uses of the package. */
interface Package {
  createRuntime(options: {
    heapSize: number;
    stdout: (bytes: Uint8Array) => void;
  }): Promise<{ run(source: string, options: { filename: string }): unknown; dispose(): void }>;
}

const HEAP_BYTES = 8 * 1024 * 1024;

/** Runs a program in a runtime of its own; throws what the program does not catch. */
export async function runInAdder(source: string, path: URL): Promise<Visit> {
  const { createRuntime } = await loadPackage();
  const decoder = new TextDecoder();
  let output = "";
  const runtime = await createRuntime({
    heapSize: HEAP_BYTES,
    stdout: (bytes) => {
      output += decoder.decode(bytes, { stream: true });
    },
  });
  try {
    const start = performance.now();
    runtime.run(source, { filename: fileURLToPath(path) });
    return { milliseconds: performance.now() - start, output };
  } finally {
    runtime.dispose();
  }
}

async function loadPackage(): Promise<Package> {
  const { href } = new URL("../index.js", import.meta.url);
  return (await import(href)) as Package;
}
