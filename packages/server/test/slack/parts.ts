import { shellLine } from '@countersign/core/text/shell';
import { visible } from '@countersign/core/text/visible';
import type { Submission } from '@countersign/core/wire/submission';

/** Everything that the digest covers, as it must be found on the card. */
export function partsOf({
  action,
  resource,
  environment,
  parameters = {},
  change = {},
}: Submission): string[] {
  return [
    action,
    environment,
    oneLine(resource),
    change.commit ?? '',
    ...[change.summary ?? '', change.repository ?? ''].map(oneLine),
    ...Object.values(parameters).map((value) => oneLine(JSON.stringify(value))),
    ...(change.artifacts ?? []).flatMap(({ name, digest }) => [oneLine(name), digest]),
    change.command?.length ? shellLine(change.command) : '',
    visible(change.diff ?? '').replace(/\n$/, ''),
  ];
}

function oneLine(text: string): string {
  return visible(text).replaceAll('\n', '\\n').replaceAll('\t', ' ');
}
