import { MilletError } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import { jsonSchema, type SchemaKind, schemaKinds } from '../files/json-schema.ts';

/** `schema [KIND]`: a JSON Schema on standard output. */
export async function schema(kind: string): Promise<number> {
  if (!(schemaKinds as readonly string[]).includes(kind)) {
    throw new MilletError(`There is no schema of ${kind}.${didYouMean(kind, schemaKinds)}`, {
      hint: `There are those of ${schemaKinds.join(' and ')}.`,
    });
  }
  console.log(JSON.stringify(jsonSchema(kind as SchemaKind), undefined, 2));
  return 0;
}
