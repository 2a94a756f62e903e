// Starts Chromium and Firefox: the programs in the environment variables CHROMIUM and FIREFOX. Their profiles go to the folder
// in the environment variable PROFILE, which the script `run` removes.

import { join } from "node:path";
import { env } from "node:process";

import puppeteer from "puppeteer-core";

const OPTIONS = {
  chromium: {
    browser: "chrome",
    executablePath: env.CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
  },
  firefox: {
    browser: "firefox",
    executablePath: env.FIREFOX,
    extraPrefsFirefox: {
      // Firefox delays a connection to a server that a connection has failed to.
      "network.websocket.delay-failed-reconnects": false,
    },
  },
};

export const NAMES = Object.keys(OPTIONS);

/** Starts a browser by its name. It ends with `close()`, or with this program. */
export const launch = (name, options = {}) =>
  puppeteer.launch({
    ...OPTIONS[name],
    // Browsers write to their home, too.
    env: { ...env, HOME: env.PROFILE },
    userDataDir: join(env.PROFILE, name),
    ...options,
  });
