/** The thread of a channel, in every other conversation than which there are no threads. */
export function isChannel(conversation: string): boolean {
  return /@thread\.(?:tacv2|skype)$/u.test(conversation);
}
