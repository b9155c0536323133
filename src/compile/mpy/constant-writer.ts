import { ConstantTag } from "../../tables/mpy-format.js";
import type { Constant, Singleton } from "../ast.js";
import type { ByteWriter } from "./byte-writer.js";
import { floatText, imaginaryText } from "./number-text.js";
import { writeText } from "./text-writer.js";

const singletonTags: Record<Singleton["value"], ConstantTag> = {
  None: ConstantTag.None,
  False: ConstantTag.False,
  True: ConstantTag.True,
  Ellipsis: ConstantTag.Ellipsis,
};

/** Writes a constant as a `.mpy` file holds it. */
export function writeConstant(out: ByteWriter, constant: Constant): void {
  switch (constant.kind) {
    case "Singleton":
      out.byte(singletonTags[constant.value]);
      break;
    case "Str":
      out.byte(ConstantTag.Str);
      writeText(out, constant.value, 0);
      break;
    case "Bytes":
      out.byte(ConstantTag.Bytes);
      out.uint(constant.value.length);
      out.append(constant.value);
      out.byte(0);
      break;
    case "ConstTuple":
      out.byte(ConstantTag.Tuple);
      out.uint(constant.items.length);
      for (const item of constant.items) writeConstant(out, item);
      return;
    case "Int":
      writeNumber(out, ConstantTag.Int, constant.value.toString());
      break;
    case "Float":
      writeNumber(out, ConstantTag.Float, floatText(constant.value));
      break;
    case "Imaginary":
      writeNumber(out, ConstantTag.Complex, imaginaryText(constant.value));
      break;
  }
}

/** Numbers are stored as their text, without a zero byte. */
function writeNumber(out: ByteWriter, tag: ConstantTag, text: string): void {
  out.byte(tag);
  out.uint(text.length);
  for (let i = 0; i < text.length; i++) out.byte(text.charCodeAt(i));
}
