/** What Teams draws beyond the published schema, and so beyond Microsoft's renderer. */
import { el } from './dom.js';

const { CardElement, GlobalRegistry, StringProperty, Versions } = globalThis.AdaptiveCards;

const text = (name) => new StringProperty(Versions.v1_0, name);

/** https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format#codeblock-in-adaptive-cards */
class CodeBlock extends CardElement {
  static snippet = text('codeSnippet');

  getJsonTypeName() {
    return 'CodeBlock';
  }

  internalRender() {
    return el('pre', { class: 'code' }, this.getValue(CodeBlock.snippet) ?? '');
  }
}

/** https://adaptivecards.microsoft.com/?topic=Badge */
class Badge extends CardElement {
  static label = text('text');
  static look = text('style');

  getJsonTypeName() {
    return 'Badge';
  }

  internalRender() {
    const look = (this.getValue(Badge.look) ?? 'Default').toLowerCase();
    const label = el('span', { class: `label is-${look}` }, this.getValue(Badge.label) ?? '');
    return el('div', {}, label);
  }
}

GlobalRegistry.elements.register('CodeBlock', CodeBlock);
GlobalRegistry.elements.register('Badge', Badge);
