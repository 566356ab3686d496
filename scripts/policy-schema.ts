import { writeFileSync } from 'node:fs';
import { policyJsonSchema } from '@countersign/core/policy/json-schema';

// For editors: they read a file, not our code. A test holds it to what the code says.
const file = new URL('../packages/core/policy.schema.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
