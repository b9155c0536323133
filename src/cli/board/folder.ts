import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeFile } from "../../board/flash-files.js";
import { MemoryBlocks } from "../../vm/fat/block-device.js";
import { FatVolume } from "../../vm/fat/volume.js";
import { FileError, type FileSystem } from "../../vm/files.js";
import { RequestError } from "./request.js";

/** Puts the files of a folder into an image; gives the image. @throws RequestError */
export function withFolder(image: Uint8Array, folder: string): Uint8Array {
  copy(new FatVolume(new MemoryBlocks(() => image)), folder, "");
  return image;
}

function copy(files: FileSystem, folder: string, to: string): void {
  for (const entry of entriesOf(folder)) {
    const from = join(folder, entry.name);
    const path = `${to}/${entry.name}`;
    try {
      if (entry.isFile()) writeFile(files, path, readFileSync(from));
      else if (entry.isDirectory()) {
        if (files.stat(path) === undefined) files.makeDirectory(path);
        copy(files, from, path);
      }
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      const why = error.code === "ENOSPC" ? "the flash is full" : error.code;
      throw new RequestError(`${from}: ${why}`);
    }
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new RequestError(`${folder}: ${(error as Error).message}`);
  }
}
