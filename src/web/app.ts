import { type Context, Hono, type Next } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { answerOf, Problem } from './problem.ts';
import { commandRoutes } from './routes/commands.ts';
import { forkRoutes } from './routes/forks.ts';
import { homeRoutes } from './routes/home.ts';
import { pastRoutes } from './routes/past.ts';
import { sceneRoutes } from './routes/scenes.ts';
import { whyRoutes } from './routes/why.ts';
import { isApi, judgeVisitor, type Visitor } from './safety/guard.ts';
import { bearerToken, isToken } from './safety/token.ts';
import type { Site } from './site.ts';
import type { PageFiles } from './static.ts';

const longestBody = 1024 * 1024;

/** Nothing of the page comes from anywhere else, nothing is inlined, and nobody may frame it. */
const contentPolicy = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const safeHeaders = {
  'Content-Security-Policy': contentPolicy,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

export interface AppOptions {
  readonly site: Site;
  readonly page: PageFiles;
  /** Every `host:port` under which this server may be asked for. */
  readonly hosts: () => ReadonlySet<string>;
  /** What the API asks for beside; undefined: nothing. */
  readonly token: string | undefined;
}

/** The page and its API, whoever listens. */
export function createApp({ site, page, hosts, token }: AppOptions): Hono {
  const app = new Hono();
  app.onError((error, c) => refuse(c, error));
  app.notFound((c) => refuse(c, new Problem(404, `There is nothing at ${c.req.path.slice(0, 200)}.`)));
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(safeHeaders)) c.res.headers.set(name, value);
    if (isApi(c.req.path)) c.res.headers.set('Cache-Control', 'no-store');
  });
  app.use(async (c, next) => {
    const refusal = judgeVisitor(visitorOf(c), hosts());
    if (refusal) throw new Problem(refusal.status, refusal.message, hintOf(refusal.hint));
    await next();
  });
  app.use('/api/*', async (c, next) => expectToken(c, next, token));
  app.use(
    '/api/*',
    bodyLimit({
      maxSize: longestBody,
      onError: () => {
        throw new Problem(413, `A body has at most ${longestBody} bytes.`);
      },
    }),
  );
  app.use('/api/*', async (_, next) => {
    if (!site.history.hasBegun) throw new Problem(503, 'The home is on its way; ask again in a moment.');
    await next();
  });
  for (const routes of [homeRoutes, commandRoutes, sceneRoutes, pastRoutes, whyRoutes, forkRoutes]) {
    app.route('/api', routes(site));
  }
  app.get('*', async (c, next) => {
    if (isApi(c.req.path)) return next();
    // What its page will ask for next.
    if (c.req.path === '/') void site.warm();
    const file = await page.get(c.req.path, /\bgzip\b/.test(c.req.header('accept-encoding') ?? ''));
    if (file) return c.body(file.body, 200, file.headers);
    if (c.req.path !== '/' || page.isThere) return next();
    throw new Problem(503, 'The page has not been built; the API is there.', {
      hint: 'In the directory of Millet: npm run build',
    });
  });
  return app;
}

async function expectToken(c: Context, next: Next, token: string | undefined): Promise<void> {
  if (token !== undefined && !isToken(bearerToken(c.req.header('authorization')), token)) {
    throw new Problem(401, 'This server can be reached from other machines, so it asks for its token.', {
      hint: 'Open the address that millet run has printed; others send it as Authorization: Bearer TOKEN.',
    });
  }
  await next();
}

function visitorOf(c: Context): Visitor {
  const header = (name: string): string | undefined => c.req.header(name);
  const { method } = c.req;
  const hasBody =
    method === 'POST' ||
    method === 'PUT' ||
    method === 'PATCH' ||
    Number(header('content-length') ?? 0) > 0 ||
    header('transfer-encoding') !== undefined;
  return {
    method,
    path: c.req.path,
    host: header('host'),
    origin: header('origin'),
    fetchSite: header('sec-fetch-site'),
    fetchMode: header('sec-fetch-mode'),
    fetchDest: header('sec-fetch-dest'),
    contentType: header('content-type'),
    hasBody,
  };
}

function refuse(c: Context, error: unknown): Response {
  const { status, body } = answerOf(error);
  return c.json(body, status);
}

function hintOf(hint: string | undefined): { hint?: string } {
  return hint === undefined ? {} : { hint };
}
