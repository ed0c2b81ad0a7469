import { loadConfiguration, type Configuration } from '../config/configuration.ts';
import { ConfigurationError, type Problem } from '../config/problem.ts';
import { secretsOf } from '../config/secrets.ts';
import { findConfigurationPlace, loadEnvFile, loadSettings, type Settings } from '../config/settings.ts';
import { openLog, type Log } from '../log.ts';

/** Reads `.env` and the environment, for what needs no configuration; throws a ConfigurationError with every problem. */
export function readSettings(): Settings {
  loadEnvFile();
  const loaded = loadSettings();
  if (loaded.value === undefined) throw new ConfigurationError(loaded.problems);
  return loaded.value;
}

/**
 * Reads `.env`, the environment and the whole configuration. Throws one ConfigurationError with the problems of all of
 * them: who mends them should not meet them one after the other.
 */
export function readSetup(): { readonly settings: Settings; readonly configuration: Configuration } {
  loadEnvFile();
  const settings = loadSettings();
  if (settings.value !== undefined)
    return { settings: settings.value, configuration: loadConfiguration(settings.value) };
  throw new ConfigurationError([...settings.problems, ...findConfigurationProblems()]);
}

function findConfigurationProblems(): readonly Problem[] {
  const place = findConfigurationPlace();
  if (place === undefined) return [];
  try {
    loadConfiguration(place);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

/** Opens the log as the settings want it; whatever is secret in them never reaches it. */
export function openLogFor(settings: Settings): Promise<Log> {
  return openLog({
    level: settings.logLevel,
    pretty: process.stderr.isTTY,
    secrets: secretsOf(settings),
  });
}
