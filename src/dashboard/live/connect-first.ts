import { connect } from './connection.ts';

// Imported before all else: while the browser goes on with the rest of the page, the home is on its way.
connect();
