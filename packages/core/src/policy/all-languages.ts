import { compileWindow } from './calendar/compile.ts';
import { nextWindow, windowAt } from './calendar/find.ts';
import { nextTimeOfDay } from './calendar/time-of-day.ts';
import { isZone, zoneHint } from './calendar/zone.ts';
import { compileCondition } from './conditions/condition.ts';
import { prepareFacts } from './conditions/prepare.ts';
import type { Languages } from './languages.ts';

export const allLanguages: Languages = {
  calendar: { compileWindow, windowAt, nextWindow, nextTimeOfDay, isZone, zoneHint },
  conditions: { compileCondition, prepareFacts },
};
