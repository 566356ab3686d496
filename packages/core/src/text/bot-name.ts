/** What people call the bot in a chat, as in `/invite @countersign`. */
export const BOT_NAME = 'countersign';
