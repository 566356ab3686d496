/**
 * The metadata type of our cards, subscribed to in the app's manifest, so that Slack tells us of a
 * card whose posting got no answer. https://docs.slack.dev/messaging/message-metadata
 */
export const CARD_EVENT = 'countersign_card';
