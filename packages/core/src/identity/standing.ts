import { compileGlob } from '../policy/glob.ts';
import { anyOf } from '../text/quote.ts';

/** Whether an identity may ask: a suspended one and one that nobody answers for may not. */
export type Standing = 'active' | 'suspended' | 'ownerless';

/** What the register says of an identity. */
export type Registered = {
  name: string;
  standing: Standing;
  /** Globs of the actions that it may ask for; any where left out. */
  actions?: readonly string[] | undefined;
};

export type StandingRefusal = {
  code: 'identity_suspended' | 'identity_ownerless' | 'action_not_allowed';
  message: string;
};

/** Why an identity may not ask for this; null where it may, as far as the register goes. */
export function judgeAsk(registered: Registered, action: string): StandingRefusal | null {
  const { name, actions } = registered;
  const stopped = judgeStanding(registered);
  if (stopped !== null || actions === undefined || actions.some(matching(action))) return stopped;
  return {
    code: 'action_not_allowed',
    message: `${name} may not ask for ${anyOf([action])}, only for ${anyOf(actions)}. Its owner, or who keeps the register, can allow it.`,
  };
}

/** Why nothing may start for an identity, whatever was approved; null where it may. */
export function judgeStanding({ name, standing }: Registered): StandingRefusal | null {
  switch (standing) {
    case 'active':
      return null;
    case 'suspended':
      return {
        code: 'identity_suspended',
        message: `${name} is suspended: it may ask for nothing, and nothing that was approved for it starts. Who keeps the register can resume it.`,
      };
    case 'ownerless':
      return {
        code: 'identity_ownerless',
        message: `Nobody answers for ${name}: its owner is not known here any more. Who keeps the register has to name another one.`,
      };
  }
}

/** A pattern that can't be read allows nothing. */
function matching(action: string) {
  return (pattern: string): boolean => {
    const glob = compileGlob(pattern);
    return glob.ok && glob.matches(action);
  };
}
