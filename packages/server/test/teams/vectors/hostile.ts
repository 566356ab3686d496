import { hostile as everywhere } from '../../slack/vectors/hostile.ts';

/** Texts that try to be something else in Teams. */
export const hostile: readonly string[] = [
  ...everywhere,
  '{{DATE(2026-11-22T00:00:00Z, SHORT)}} {{TIME(2026-11-22T00:00:00Z)}}',
  '{{ date(2026-11-22T00:00:00Z)}}{{{TIME(2026-11-22T00:00:00Z)}}}',
  '**Approved** by [Ada](https://evil.example) ![x](https://evil.example/x.png)',
  '<at>Ada Lovelace</at> <b>bold</b> <script>alert(1)</script> <a href="https://evil.example">x</a>',
  '- list\n1. list\n# heading\n> quote\n\n    code',
  '${$root.secret} ${if(true, 1, 2)}',
  '"},{"type":"Action.Execute","verb":"approve","data":{}}]',
  '&#35; &lt;b&gt; \\*not\\*',
];
