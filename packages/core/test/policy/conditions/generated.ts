import * as fc from 'fast-check';

/** Names that loops bind, with what they go over. */
type Names = { readonly text: readonly string[]; readonly any: readonly string[] };

const texts = [
  'identity.name',
  'identity.owner',
  'request.action',
  'request.resource',
  'request.reason',
  'change.commit',
  'change.kind',
  'time.date',
];
const numbers = [
  'change.filesChanged',
  'change.linesAdded',
  'change.linesRemoved',
  'time.hour',
  'time.weekday',
  'history.approvalsLastDay',
  'history.requestsLastWeek',
];
const lists = [
  'request.segments',
  'request.tickets',
  'change.files',
  'change.command',
  'change.authors',
];
const maps = ['identity.labels', 'identity.claims'];
const keys = ['team', 'tier', 'ref', 'constructor', '__proto__', 'a.b', 'x'];
// Not `note`: of a key whose value is null, the engines differ (vectors/disagreements.json).
const parameters = [
  'region',
  'replicas',
  'ratio',
  'dryRun',
  'hosts',
  'limits',
  'constructor',
  'big',
  'list',
  'missing',
  'toString',
];
const literals = [
  '',
  'a',
  'ci-payments',
  'deploy',
  'infra/',
  '.md',
  'OPS-',
  'eu-west-1',
  'x"y',
  '\u{1F4A9}',
].map((text) => JSON.stringify(text));
const patterns = [
  String.raw`"infra/.*"`,
  String.raw`r"[a-z-]+"`,
  String.raw`"(?i).*ops.*"`,
  String.raw`r"\d+"`,
  '".*"',
  '""',
  '"(?s).*[^a]$"',
];
const moments = [
  'time.now',
  'history.lastApproved',
  'history.lastRejected',
  'timestamp("2026-11-18T10:00:00Z")',
  'timestamp("2020-02-29T23:59:59.999-08:00")',
];
const durations = ['"0s"', '"24h"', '"-90m"', '"8784h"', '"1h1m1s1ms"'].map(
  (text) => `duration(${text})`,
);

const pick = (values: readonly string[]) => fc.constantFrom(...values);
const join = (...parts: (string | fc.Arbitrary<string>)[]) =>
  fc
    .tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part)))
    .map((all) => all.join(''));
const either = (...options: fc.Arbitrary<string>[]) => fc.oneof(...options);

const made = new Map<string, fc.Arbitrary<string>>();

/** Made once for the same arguments: the tree of them would be far larger than what is drawn. */
function once(key: string, make: () => fc.Arbitrary<string>): fc.Arbitrary<string> {
  const arbitrary = made.get(key) ?? make();
  made.set(key, arbitrary);
  return arbitrary;
}

const NONE: Names = { text: [], any: [] };

/** Conditions of CEL whose types fit, over the variables of a condition. */
export const conditions: fc.Arbitrary<string> = fc.nat(3).chain((depth) => bool(depth, NONE, 0));

function bool(depth: number, names: Names, loops: number): fc.Arbitrary<string> {
  return once(`bool ${depth} ${loops} ${names.text.join()};${names.any.join()}`, () =>
    anyBool(depth, names, loops),
  );
}

function anyBool(depth: number, names: Names, loops: number): fc.Arbitrary<string> {
  const text = () => textual(depth - 1, names);
  const leaves = [
    pick(['true', 'false', 'change.hasSecrets']),
    join(text(), pick([' == ', ' != ']), text()),
    join(text(), pick([' < ', ' <= ', ' > ', ' >= ']), pick(['"deploy"', '"2026-11-20"', '"z"'])),
    join(
      number(depth - 1, names),
      pick([' < ', ' <= ', ' > ', ' >= ', ' == ', ' != ']),
      number(depth - 1, names),
    ),
    join(text(), pick(['.startsWith(', '.endsWith(', '.contains(']), text(), ')'),
    join(text(), ' in ', list(names)),
    join(text(), ' in ', pick(maps)),
    join('like(', text(), ', ', pick(patterns), ')'),
    join(list(names), pick([' == ', ' != ']), list(names)),
    join(
      dyn(names),
      pick([' == ', ' != ']),
      either(text(), dyn(names), number(0, names), pick(['null', 'true', '0.5', '[]', '["a"]'])),
    ),
    join(
      dyn(names),
      pick([' < ', ' <= ', ' > ', ' >= ']),
      either(number(0, names), pick(['1.5', '-0.5', '"eu"'])),
    ),
    join(either(text(), pick(['1', '1.0', 'true'])), ' in ', dyn(names)),
    join(dyn(names), '.startsWith(', text(), ')'),
    join('"', pick(parameters), '" in request.parameters'),
    join(
      pick(moments),
      pick([' < ', ' >= ', ' == ', ' != ']),
      pick(moments),
      pick(['', ' + ', ' - ']).chain((sign) =>
        sign ? join(sign, pick(durations)) : fc.constant(''),
      ),
    ),
    join(pick(moments), ' - ', pick(moments), pick([' < ', ' >= ']), pick(durations)),
  ];
  if (depth <= 0) return either(...leaves);
  const below = () => bool(depth - 1, names, loops);
  const deeper = [
    join('(', below(), pick([' && ', ' || ']), below(), ')'),
    join('!(', below(), ')'),
    join('(', below(), ' ? ', below(), ' : ', below(), ')'),
  ];
  return either(...leaves, ...deeper, ...deeper, ...(loops < 2 ? [loop(depth, names, loops)] : []));
}

function loop(depth: number, names: Names, loops: number): fc.Arbitrary<string> {
  const name = loops === 0 ? 'f' : 'g';
  const overText = { ...names, text: [...names.text, name] };
  const overAny = { ...names, any: [...names.any, name] };
  const quantifier = pick(['all', 'exists', 'exists_one']);
  const body = (inner: Names) => bool(depth - 1, inner, loops + 1);
  return either(
    join(list(names), '.', quantifier, `(${name}, `, body(overText), ')'),
    join(pick(maps), '.', quantifier, `(${name}, `, body(overText), ')'),
    join(dyn(names), '.', quantifier, `(${name}, `, body(overAny), ')'),
    join('size(', list(names), `.filter(${name}, `, body(overText), ')) > ', pick(['0', '1'])),
    join(list(names), `.map(${name}, `, textual(1, overText), ') == ', list(names)),
  );
}

function textual(depth: number, names: Names): fc.Arbitrary<string> {
  return once(`text ${depth} ${names.text.join()};${names.any.join()}`, () =>
    anyText(depth, names),
  );
}

function anyText(depth: number, { text }: Names): fc.Arbitrary<string> {
  const leaves = [
    pick([...texts, ...literals, ...text, ...text]),
    join(pick(maps), '[', pick(keys.map((key) => JSON.stringify(key))), ']'),
    join(pick(lists), '[', pick(['0', '1', '7', '-1']), ']'),
  ];
  if (depth <= 0) return either(...leaves);
  const below = textual(depth - 1, { text, any: [] });
  return either(...leaves, join('(', below, ' + ', below, ')'));
}

function number(depth: number, names: Names): fc.Arbitrary<string> {
  return once(`number ${depth} ${names.text.join()};${names.any.join()}`, () =>
    anyNumber(depth, names),
  );
}

function anyNumber(depth: number, names: Names): fc.Arbitrary<string> {
  const leaves = [
    pick([...numbers, '0', '1', '-1', '100', '9223372036854775807', '-9223372036854775807']),
    join('size(', textual(0, names), ')'),
    join('size(', pick([...lists, ...maps]), ')'),
  ];
  if (depth <= 0) return either(...leaves);
  const below = number(depth - 1, names);
  return either(...leaves, join('(', below, pick([' + ', ' - ', ' * ']), below, ')'));
}

function list(names: Names): fc.Arbitrary<string> {
  return once(`list ${names.text.join()};${names.any.join()}`, () => anyList(names));
}

function anyList({ text }: Names): fc.Arbitrary<string> {
  return either(pick(lists), join('[', textual(0, { text, any: [] }), ', ', pick(literals), ']'));
}

function dyn(names: Names): fc.Arbitrary<string> {
  return once(`dyn ${names.text.join()};${names.any.join()}`, () => anyDyn(names));
}

function anyDyn({ any }: Names): fc.Arbitrary<string> {
  return either(
    pick([...parameters.map((name) => `request.parameters.${name}`), ...any, ...any]),
    join(
      'request.parameters.',
      pick(parameters),
      pick(['[0]', '["cpu"]', '.cpu', '.prototype', '[5].a', '["constructor"]']),
    ),
  );
}
