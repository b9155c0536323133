/** The methods that str, bytes and bytearray share. */
import { Ref } from "../../memory/ref";
import { defineCaseMethods } from "./case";
import { defineFormat } from "./format";
import { defineJoinMethods } from "./join";
import { defineSearchMethods } from "./search";
import { defineSplitMethods } from "./split";
import { defineTrimMethods } from "./trim";

export function defineTextMethods(type: Ref): void {
  defineSearchMethods(type);
  defineSplitMethods(type);
  defineTrimMethods(type);
  defineCaseMethods(type);
  defineJoinMethods(type);
  defineFormat(type);
}
