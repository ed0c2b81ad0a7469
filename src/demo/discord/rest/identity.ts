import { found } from '../api-error.ts';
import { getUser, type Platform } from '../platform.ts';
import { applicationView, ownUserView, userView } from '../views/users.ts';
import { ok, param, route, type Route } from './route.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Who the bot is, and where its gateway is. */
export const identityRoutes: readonly Route[] = [
  route('GET /gateway', ({ platform }) => ok({ url: gatewayUrl(platform) })),
  route('GET /gateway/bot', ({ platform }) =>
    ok({
      url: gatewayUrl(platform),
      shards: 1,
      session_start_limit: {
        total: platform.settings.identifyBudget,
        remaining: Math.max(0, platform.settings.identifyBudget - platform.counters.identifies),
        reset_after: DAY_MS,
        max_concurrency: 1,
      },
    }),
  ),
  route('GET /users/@me', ({ platform }) => ok(ownUserView(platform.bot))),
  route('GET /users/{user_id}', (call) => ok(userView(getUser(call.platform, param(call, 'user_id'))))),
  route('GET /applications/@me', ({ platform }) => ok(applicationView(platform))),
  route('GET /oauth2/applications/@me', ({ platform }) => ok(applicationView(platform))),
  route('GET /applications/{application_id}', (call) => {
    const isOwn = param(call, 'application_id') === call.platform.applicationId;
    return ok(applicationView(found(isOwn ? call.platform : undefined, 50001)));
  }),
];

/** The gateway's address: the same port, `ws:`. */
export const gatewayUrl = (platform: Platform): string => platform.origin().replace(/^http/, 'ws');
