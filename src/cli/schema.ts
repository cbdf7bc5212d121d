import { MilletError } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import { jsonSchema, type SchemaKind, schemaKinds } from '../files/json-schema.ts';
import { testJsonSchema } from '../testing/json-schema.ts';

/** `schema [KIND]`: a JSON Schema on standard output. */
export async function schema(kind: string): Promise<number> {
  const kinds: readonly string[] = [...schemaKinds, 'test'];
  if (!kinds.includes(kind)) {
    throw new MilletError(`There is no schema of ${kind}.${didYouMean(kind, kinds)}`, {
      hint: `There are those of ${kinds.join(', ')}.`,
    });
  }
  const found = kind === 'test' ? testJsonSchema() : jsonSchema(kind as SchemaKind);
  console.log(JSON.stringify(found, undefined, 2));
  return 0;
}
