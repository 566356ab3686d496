import { bytes, pkcs1, tlv, type Element, type Write } from './digest-info.ts';
import { genuine, unsigned, vector, type Classes, type WycheproofClass } from './vectors.ts';

/** How Wycheproof's names call the parts: "Sequence" is either of the two. */
const called: { [name: string]: Element[] } = {
  Sequence: ['outer', 'inner'],
  Oid: ['oid'],
  Null: ['null'],
  OctetString: ['digest'],
};
const any = ['Sequence', 'Oid', 'Null', 'OctetString'];
const filled = ['Sequence', 'Oid', 'OctetString'];
const later = ['Oid', 'Null', 'OctetString'];

const length = (...written: number[]): Write => {
  return (tag, content) => bytes(tag, written, content);
};
const inside = (...around: [before: number[], after: number[]]): Write => {
  return (tag, content) => tlv(tag, bytes(around[0], content, around[1]));
};
/** Constructed (X.690, 8.14) where DER wants it primitive, and the other way round. */
const constructed = 0x20;
const open = 0x80;
const end = [0, 0];
const ff = (count: number) => Array.from({ length: count }, () => 0xff);

/** A name with a star for the part, how it is made, which parts have it, and how they are written. */
type Kind = [name: string, made: string, parts: string[], ...ways: Write[]];

const kinds: Kind[] = [
  [
    'lengthOf*UsesLongFormEncoding',
    'The length in the long form.',
    any,
    (tag, content) => bytes(tag, 0x81, content.length, content),
  ],
  [
    'lengthOf*ContainsALeading0',
    'The length with a zero before it.',
    any,
    (tag, content) => bytes(tag, 0x82, 0, content.length, content),
  ],
  [
    'uint32OverflowInLengthOf*',
    '2^32 is added to the length.',
    any,
    (tag, content) => bytes(tag, 0x85, 1, 0, 0, 0, content.length, content),
  ],
  [
    'uint64OverflowInLengthOf*',
    '2^64 is added to the length.',
    any,
    (tag, content) => bytes(tag, 0x89, 1, 0, 0, 0, 0, 0, 0, 0, content.length, content),
  ],
  ...(['Is', 'is'] as const).flatMap((is): Kind[] => {
    const parts = is === 'Is' ? ['Sequence'] : later;
    return [
      [`lengthOf*${is}2to31sub1`, 'A length of 2^31 - 1.', parts, length(0x84, 0x7f, ...ff(3))],
      [`lengthOf*${is}2to31`, 'A length of 2^31.', parts, length(0x84, 0x80, 0, 0, 0)],
      [`lengthOf*${is}2to32sub1`, 'A length of 2^32 - 1.', parts, length(0x84, ...ff(4))],
      [`lengthOf*${is}2to40sub1`, 'A length of 2^40 - 1.', parts, length(0x85, ...ff(5))],
      [`lengthOf*${is}2to64sub1`, 'A length of 2^64 - 1.', parts, length(0x88, ...ff(8))],
    ];
  }),
  ['incorrectLengthOf*', 'A length that is none.', any, length(0xff)],
  [
    'replaced*ByAnIndefiniteLengthTagWithoutTermination',
    'An indefinite length, and no end.',
    filled,
    length(open),
  ],
  ['removing*', 'It is left out.', ['Sequence', 'Oid'], () => bytes()],
  ['lonely*Tag', 'The tag alone.', filled, (tag) => bytes(tag)],
  ["appending0'sTo*", 'Zeros at the end of the content.', any, inside([], end)],
  ["prepending0'sTo*", 'Zeros at the begin of the content.', filled, inside(end, [])],
  [
    "appendingUnused0'sTo*",
    'Zeros after it, which nothing counts.',
    ['Sequence', 'Oid'],
    (tag, content) => bytes(tlv(tag, content), end),
  ],
  ['appendingNullValueTo*', 'A NULL at the end of the content.', any, inside([], [5, 0])],
  [
    'prependingGarbageTo*',
    'Something else at the begin of the content.',
    any,
    inside([0x04, 0x02, 0xca, 0xfe], []),
    inside([0x1f, 0x85, 0x01], []),
  ],
  [
    'appendingGarbageTo*',
    'Something else at the end of the content.',
    any,
    inside([], [0x04, 0x02, 0xca, 0xfe]),
  ],
  [
    'truncatedLengthOf*',
    'A length in the long form, which is not there.',
    any,
    (tag) => bytes(tag, 0x81),
  ],
  [
    'includingUndefinedTagsTo*',
    'Tags that mean nothing at the begin of the content.',
    any,
    inside([0xaa, 0, 0xbb, 0, 0xcd, 0], []),
  ],
  [
    'usingCompositionWithIndefiniteLengthFor*',
    'Itself in a constructed one of indefinite length.',
    any,
    (tag, content) => bytes(tag | constructed, open, tlv(tag, content), end),
  ],
  [
    'usingCompositionWithWrongTagFor*',
    'Another type in a constructed one of indefinite length.',
    any,
    (tag, content) => bytes(tag | constructed, open, tlv(tag ^ 1, content), end),
  ],
  ['Replacing*WithNULL', 'NULL instead.', filled, () => bytes(5, 0)],
  [
    'changingTagValueOf*',
    'Another tag.',
    any,
    ...[1, 2, 8, constructed, 0x80].map(
      (bit): Write =>
        (tag, content) =>
          tlv(tag ^ bit, content),
    ),
  ],
  ['droppingValueOf*', 'No content.', filled, (tag) => bytes(tag, 0)],
  [
    'usingCompositionFor*',
    'Put together of two.',
    filled,
    (tag, content) =>
      tlv(
        tag | constructed,
        bytes(tlv(tag, content.subarray(0, 1)), tlv(tag, content.subarray(1))),
      ),
  ],
  [
    'truncated*',
    'The content without its last or first byte.',
    filled,
    (tag, content) => tlv(tag, content.subarray(0, -1)),
    (tag, content) => tlv(tag, content.subarray(1)),
  ],
  [
    'modifyingFirstByteOf*',
    'The first byte of the content is another one.',
    ['Oid', 'OctetString'],
    (tag, content) => tlv(tag, bytes((content[0] ?? 0) ^ 1, content.subarray(1))),
  ],
  [
    'modifyingLastByteOf*',
    'The last byte of the content is another one.',
    ['Oid', 'OctetString'],
    (tag, content) => tlv(tag, bytes(content.subarray(0, -1), (content.at(-1) ?? 0) ^ 1)),
  ],
];

/** Those of one part, or of any under one name: the length that is off by one, and what only a sequence, an OID or a NULL can be. */
const single: { [name: string]: [made: string, on: Element[], ...ways: Write[]] } = {
  ...Object.fromEntries(
    (
      [
        ['Sequence', 'outer', 49],
        ['Sequence', 'inner', 13],
        ['Oid', 'oid', 9],
        ['Null', 'null', 0],
        ['OctetString', 'digest', 32],
      ] as const
    ).flatMap(([name, element, right]) =>
      [right + 1, right - 1]
        .filter((wrong) => wrong >= 0)
        .map((wrong) => [
          `lengthOf${name}Uses${wrong}InsteadOf${right}`,
          ['A length that is off by one.', [element], length(wrong)],
        ]),
    ),
  ),
  includingUndefinedTags: [
    'It is preceded by tags that mean nothing, and both are in one of its own type.',
    ['outer', 'inner', 'oid', 'null', 'digest'],
    (tag, content) => tlv(tag, bytes([0xaa, 2, 0xbb, 0], tlv(tag, content))),
  ],
  ...sequences(),
  wrongOid: ['The OID of SHA-512.', ['oid'], last(0x03)],
  longerOid: ['One node more.', ['oid'], inside([], [1])],
  oidWithModifiedNode: [
    'The last node is another one, by little or by 2^32.',
    ['oid'],
    last(0x11),
    last(0x90, 0x80, 0x80, 0x80, 0x01),
  ],
  largeIntegerInOid: [
    'The last node is larger than 2^64.',
    ['oid'],
    last(0x82, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01),
  ],
  oidWithInvalidNode: [
    'The last node has no end, or a zero before it.',
    ['oid'],
    last(0x81),
    last(0x80, 0x01),
  ],
  composedNull: ['A NULL that is constructed.', ['null'], () => bytes(0x25, 2, 5, 0)],
  incorrectNull: ['A NULL with content.', ['null'], () => bytes(5, 2, 0xca, 0xfe)],
};

/** The last node of the OID, as it is written. */
function last(...node: number[]): Write {
  return (tag, content) => tlv(tag, bytes(content.subarray(0, -1), node));
}

/** Of indefinite length, with this at the end. */
function indefinite(...after: number[]): Write {
  return (tag, content) => bytes(tag, open, content, after);
}

function sequences(): typeof single {
  const both: Element[] = ['outer', 'inner'];
  return {
    indefiniteLength: ['An indefinite length.', both, indefinite(0, 0)],
    indefiniteLengthWithTruncatedDelimiter: ['Half of its end.', both, indefinite(0)],
    indefiniteLengthWithAdditionalElement: ['A NULL before its end.', both, indefinite(5, 0, 0, 0)],
    indefiniteLengthWithTruncatedElement: [
      'Part of something before its end.',
      both,
      indefinite(6, 8, 0x11, 0, 0),
    ],
    indefiniteLengthWithGarbage: [
      'Something else after its end.',
      both,
      indefinite(0, 0, 0xca, 0xfe),
    ],
    indefiniteLengthWithNonemptyEOC: [
      'An end that has content.',
      both,
      indefinite(0, 2, 0xca, 0xfe),
    ],
    prependEmptySequence: ['An empty sequence first.', both, inside([0x30, 0], [])],
    appendEmptySequence: ['An empty sequence last.', both, inside([], [0x30, 0])],
    appendZero: ['A zero last.', both, inside([], [2, 1, 0])],
    appendGarbageWithHighTagNumber: ['A high tag number last.', both, inside([], [0xbf, 0x7f, 0])],
    appendNullWithExplicitTag: ['A tagged NULL last.', both, inside([], [0xa0, 2, 5, 0])],
    appendNullWithImplicitTag: ['A NULL by another tag last.', both, inside([], [0xa0, 0])],
    sequenceOfSequence: [
      'Itself in a sequence.',
      both,
      (tag, content) => tlv(tag, tlv(tag, content)),
    ],
    'truncatedSequence:RemovedLast1Elements': [
      'Without its last element: the digest, or the NULL.',
      both,
      (tag, content) => tlv(tag, content.subarray(0, content.length === 13 ? 11 : 15)),
    ],
    repeatingElementInSequence: [
      'Its last element twice.',
      both,
      (tag, content) => tlv(tag, bytes(content, content.subarray(content.length === 13 ? 11 : 15))),
    ],
  };
}

function of(made: string, elements: Element[], ways: Write[]): WycheproofClass {
  return {
    made,
    vectors: (claims) =>
      elements.flatMap((element) =>
        ways.map((write, at) => {
          const by = pkcs1({ [element]: write });
          return vector(`${element}, ${at + 1}`, genuine(by, claims), by, unsigned);
        }),
      ),
  };
}

/** RS256 whose padding is no DER, or is DER of something else: what a lenient reader lets through (CVE-2006-4339 and those after it). */
export const padding: Classes = Object.fromEntries([
  ...kinds.flatMap(([name, made, parts, ...ways]) =>
    parts.map((part) => [name.replace('*', part), of(made, called[part] ?? [], ways)] as const),
  ),
  ...Object.entries(single).map(
    ([name, [made, elements, ...ways]]) => [name, of(made, elements, ways)] as const,
  ),
]);
