/**
 * The types of viper code, in the order of the numbers that the runtime function table's conversions
 * take. Annotations and casts give them by these names.
 */
export const nativeTypes: readonly string[] = [
  "object",
  "bool",
  "int",
  "uint",
  "ptr",
  "ptr8",
  "ptr16",
  "ptr32",
];
