import { ApplicationCommandOptionType, type RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';
import { LEVELS } from '../../../core/destination.ts';
import { say } from '../../../core/messages/phrases.ts';
import { toChoice, worded } from '../../rendering/localised.ts';
import { EVERYWHERE } from '../offered.ts';
import { topicsOption } from '../topics-option.ts';

/** `/subscribe [topics] [level]` */
export const subscribeDefinition: RESTPostAPIApplicationCommandsJSONBody = {
  ...worded(
    { en: 'subscribe', es: 'suscribir', pt: 'inscrever' },
    {
      en: 'Get alerts by direct message',
      es: 'Recibe alertas por mensaje directo',
      pt: 'Receba alertas por mensagem direta',
    },
  ),
  ...EVERYWHERE,
  options: [
    topicsOption({
      en: 'Topics to follow, separated by commas',
      es: 'Temas que quieres seguir, separados por comas',
      pt: 'Temas que você quer acompanhar, separados por vírgulas',
    }),
    {
      type: ApplicationCommandOptionType.String,
      ...worded(
        { en: 'level', es: 'nivel', pt: 'nivel' },
        { en: 'How much you want', es: 'Cuánto quieres recibir', pt: 'Quanto você quer receber' },
      ),
      choices: LEVELS.map((level) =>
        toChoice(level, {
          en: say(`form.level.${level}`, 'en'),
          es: say(`form.level.${level}`, 'es'),
          pt: say(`form.level.${level}`, 'pt'),
        }),
      ),
    },
  ],
};

/** `/unsubscribe [topics]` */
export const unsubscribeDefinition: RESTPostAPIApplicationCommandsJSONBody = {
  ...worded(
    { en: 'unsubscribe', es: 'cancelar-suscripcion', pt: 'cancelar-inscricao' },
    {
      en: 'Stop alerts by direct message, all of them or some topics',
      es: 'Deja de recibir alertas por mensaje directo, todas o de algunos temas',
      pt: 'Pare de receber alertas por mensagem direta, todos ou de alguns temas',
    },
  ),
  ...EVERYWHERE,
  options: [
    topicsOption({
      en: 'Topics to drop, separated by commas; all if left out',
      es: 'Temas que quieres dejar, separados por comas; todos si no escribes ninguno',
      pt: 'Temas que você quer deixar, separados por vírgulas; todos se não escrever nenhum',
    }),
  ],
};
