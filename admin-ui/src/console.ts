import htmx from 'htmx.org';
import { BarChart } from './islands/bar-chart';
import { BulkBar } from './islands/bulk-bar';
import { CheckList } from './islands/check-list';
import { CodeEditor } from './islands/code-editor';
import { ConfirmButton } from './islands/confirm-button';
import { CopyButton } from './islands/copy-button';
import { LiveRegion } from './islands/live-region';
import { LiveStatus } from './islands/live-status';
import { LiveStream } from './islands/live-stream';
import { OfferPreview } from './islands/offer-preview';
import { RelativeTime } from './islands/relative-time';
import { RowTable } from './islands/row-table';
import { ShowWhen } from './islands/show-when';
import { SiteSearch } from './islands/site-search';
import { TextFile } from './islands/text-file';
import { VariableField } from './islands/variable-field';
import { sendOnce } from './once';
import { keepTyped } from './typed';

// The status first: those that watch tell it their state as they start.
customElements.define('live-status', LiveStatus);
customElements.define('live-region', LiveRegion);
customElements.define('live-stream', LiveStream);
customElements.define('relative-time', RelativeTime);
customElements.define('copy-button', CopyButton);
customElements.define('confirm-button', ConfirmButton);
customElements.define('bar-chart', BarChart);
customElements.define('bulk-bar', BulkBar);
customElements.define('check-list', CheckList);
customElements.define('code-editor', CodeEditor);
customElements.define('offer-preview', OfferPreview);
customElements.define('text-file', TextFile);
customElements.define('row-table', RowTable);
customElements.define('show-when', ShowWhen);
customElements.define('site-search', SiteSearch);
customElements.define('variable-field', VariableField);

// On a phone the sections scroll sideways: the one that is open must be in sight.
document.querySelector('.sections [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });

const [arrival] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
keepTyped(document, location, {
  isBack: arrival?.type === 'back_forward',
  lively: (part) => htmx.process(part as HTMLElement),
});
sendOnce(document, window);

// What was typed wrong comes first: the first such field is where one goes on.
document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus();
