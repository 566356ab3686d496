/**
 * Limits of Block Kit, counted in Unicode code points (an emoji is one character) or in items.
 *
 * Sources: https://docs.slack.dev/reference/block-kit, the JSDoc of @slack/types, and where both are
 * silent the answers of Slack's own `blocks.validate` as recorded by nicklambourne/slackblocks
 * (`spec/CHANGELOG.md`, 1,251 probes of 2026-09-26).
 */
export const limits = {
  id: 255,
  url: 3000,
  linkUrl: 2000,
  text: 3000,
  fieldText: 2000,
  fields: 10,
  headerText: 150,
  altText: 2000,
  imageTitle: 2000,
  label: 2000,
  placeholder: 150,
  actionsElements: 25,
  contextElements: 10,
  contextActionsElements: 5,
  buttonText: 75,
  buttonValue: 2000,
  accessibilityLabel: 75,
  optionText: 75,
  optionValue: 150,
  options: 100,
  optionGroups: 100,
  choices: 10,
  overflowOptions: 5,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  inputLength: 3000,
  markdownText: 12_000,
  tableRows: 100,
  tableColumns: 20,
  dataTableRows: 201,
  dataTableText: 20_000,
  alertText: 200,
  cardTitle: 150,
  cardBody: 200,
  cardActions: 3,
  carouselCards: 10,
  containerTitle: 150,
  containerBlocks: 10,
  planTasks: 50,
  videoTitle: 200,
  videoAuthor: 50,
  listIndent: 8,
  viewTitle: 24,
  privateMetadata: 3000,
  messageBlocks: 50,
  viewBlocks: 100,
  /** Bytes of the view as JSON. */
  viewBytes: 250_000,
  /** `text` of a message: beyond it Slack truncates or refuses. */
  messageText: 40_000,
  /**
   * All text of a message's blocks together. Undocumented; people measured 13,297 characters in one
   * markdown block, and 13,172 after adding a divider (slackapi/bolt-js#2509). So this counts the text
   * and, for every block after the first, `blockOverhead` characters, against the rounder 13,200.
   */
  messageBudget: 13_200,
  blockOverhead: 125,
} as const;
