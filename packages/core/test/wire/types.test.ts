import { expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import type { deadDelivery } from '../../src/wire/delivery-view.ts';
import type { approverFigures } from '../../src/wire/approver-figures.ts';
import type * as identityTypes from '../../src/wire/identity-types.ts';
import type {
  identityInput,
  identityView,
  newKey,
  timelineEntry,
} from '../../src/wire/identity-view.ts';
import type { grantAsk, grantView, issuedGrant } from '../../src/wire/grant-view.ts';
import type { problem } from '../../src/wire/problem.ts';
import type { outcome, outcomeReport, requestView } from '../../src/wire/request-view.ts';
import type { change, submission, ticket } from '../../src/wire/submission.ts';
import type * as types from '../../src/wire/types.ts';

/** Checked by `tsc`, which reads the tests too. */
it('the plain types are those of the schemas', () => {
  expectTypeOf<types.Submission>().branded.toEqualTypeOf<z.infer<typeof submission>>();
  expectTypeOf<types.Change>().branded.toEqualTypeOf<z.infer<typeof change>>();
  expectTypeOf<types.Ticket>().branded.toEqualTypeOf<z.infer<typeof ticket>>();
  expectTypeOf<types.RequestView>().branded.toEqualTypeOf<z.infer<typeof requestView>>();
  expectTypeOf<types.Outcome>().branded.toEqualTypeOf<z.infer<typeof outcome>>();
  expectTypeOf<types.OutcomeReport>().branded.toEqualTypeOf<z.infer<typeof outcomeReport>>();
  expectTypeOf<types.DeadDelivery>().branded.toEqualTypeOf<z.infer<typeof deadDelivery>>();
  expectTypeOf<types.ApproverFigures>().branded.toEqualTypeOf<z.infer<typeof approverFigures>>();
  expectTypeOf<identityTypes.IdentityInput>().branded.toEqualTypeOf<
    z.infer<typeof identityInput>
  >();
  expectTypeOf<identityTypes.IdentityView>().branded.toEqualTypeOf<z.infer<typeof identityView>>();
  expectTypeOf<identityTypes.NewKey>().branded.toEqualTypeOf<z.infer<typeof newKey>>();
  expectTypeOf<identityTypes.TimelineEntry>().branded.toEqualTypeOf<
    z.infer<typeof timelineEntry>
  >();
  expectTypeOf<types.GrantView>().branded.toEqualTypeOf<z.infer<typeof grantView>>();
  expectTypeOf<types.GrantAsk>().branded.toEqualTypeOf<z.infer<typeof grantAsk>>();
  expectTypeOf<types.IssuedGrant>().branded.toEqualTypeOf<z.infer<typeof issuedGrant>>();
  expectTypeOf<types.Problem>().branded.toEqualTypeOf<z.infer<typeof problem>>();
});
