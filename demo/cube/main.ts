/** The embed pages of the demo's tenants: the test kit's protocol with views that look like a product. */
import { mountPage } from '../../testkit/tenant/embed/mount.js';
import { rootView } from './views/root.js';

mountPage(rootView);
