import { loadConfiguration, type Configuration } from '../config/configuration.ts';
import { ConfigurationError } from '../config/problem.ts';
import { loadEnvFile, loadSettings, type Settings } from '../config/settings.ts';
import { openLog, type Log } from '../log.ts';

/** Reads `.env` and the environment; throws a ConfigurationError with every problem. */
export function readSettings(): Settings {
  loadEnvFile();
  const loaded = loadSettings();
  if (loaded.value === undefined) throw new ConfigurationError(loaded.problems);
  return loaded.value;
}

/** Reads the environment and the whole configuration; the problems of both are told together. */
export function readSetup(): { readonly settings: Settings; readonly configuration: Configuration } {
  const settings = readSettings();
  return { settings, configuration: loadConfiguration(settings) };
}

/** Opens the log as the settings want it; whatever is secret in them never reaches it. */
export function openLogFor(settings: Settings): Promise<Log> {
  const { token } = settings.discord;
  const password =
    settings.databaseUrl === undefined ? '' : decodeURIComponent(new URL(settings.databaseUrl).password);
  return openLog({
    level: settings.logLevel,
    pretty: process.stderr.isTTY,
    secrets: [...(token === undefined ? [] : [token]), password],
  });
}
