import 'htmx.org';
import { BarChart } from './islands/bar-chart';
import { ConfirmButton } from './islands/confirm-button';
import { CopyButton } from './islands/copy-button';
import { LiveRegion } from './islands/live-region';
import { LiveStatus } from './islands/live-status';
import { LiveStream } from './islands/live-stream';
import { RelativeTime } from './islands/relative-time';

// The status first: those that watch tell it their state as they start.
customElements.define('live-status', LiveStatus);
customElements.define('live-region', LiveRegion);
customElements.define('live-stream', LiveStream);
customElements.define('relative-time', RelativeTime);
customElements.define('copy-button', CopyButton);
customElements.define('confirm-button', ConfirmButton);
customElements.define('bar-chart', BarChart);

// On a phone the sections scroll sideways: the one that is open must be in sight.
document.querySelector('.sections [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
