import type { Span, Window, WindowResult } from './calendar/window.ts';
import type { Compiled } from './conditions/condition.ts';
import type { ConditionFacts } from './conditions/facts.ts';
import type { PreparedFacts } from './conditions/prepare.ts';

/** What reads calendars. */
export type Calendar = {
  compileWindow: (name: string, written: unknown) => WindowResult;
  windowAt: (window: Window, at: number) => Span | undefined;
  nextWindow: (window: Window, at: number) => Span | undefined;
  nextTimeOfDay: (time: string, zone: string, now: number) => number | undefined;
  isZone: (name: string) => boolean;
  zoneHint: (name: string) => string;
};

/** What reads conditions. */
export type Conditions = {
  compileCondition: (source: string) => Compiled;
  prepareFacts: (facts: ConditionFacts, needs: ReadonlySet<string>) => PreparedFacts;
};

/**
 * What a document may be written in besides YAML. Both are heavy, and handed in: a service whose
 * policy has neither conditions nor freezes starts without them.
 */
export type Languages = { calendar: Calendar; conditions: Conditions };
