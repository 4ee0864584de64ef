import { expect } from 'chai';
import { leesConfig } from '../../src/config/config.ts';

describe('Configuration of the webhook of alarms', function () {
  const lees = (omgeving: string, url: string): readonly string[] => {
    const gelezen = leesConfig({
      overschrijf: { omgeving, alarmWebhook: { url } } as { poort?: string },
      pakketMap: '/opt/knooppunt',
      cores: 2,
    });
    return gelezen.ok ? [gelezen.waarde.alarmWebhook?.url ?? 'geen'] : gelezen.fout.map(({ uitleg }) => uitleg);
  };

  for (const [omgeving, url] of [
    ['productie', 'https://beheer.voorbeeld.nl/alarmen?sleutel=a'],
    ['demo', 'http://127.0.0.1:9000/'],
    ['demo', 'http://[::1]:9000/'],
    ['demo', 'http://localhost:9000/'],
  ] as const)
    it(`takes ${url} in ${omgeving}`, function () {
      expect(lees(omgeving, url)).to.deep.equal([url]);
    });

  for (const [omgeving, url] of [
    ['productie', 'http://127.0.0.1:9000/'],
    ['test', 'http://localhost:9000/'],
    ['demo', 'http://beheer.voorbeeld.nl/'],
    ['demo', 'http://127.0.0.1.voorbeeld.nl/'],
    ['productie', 'https://naam:wachtwoord@beheer.voorbeeld.nl/'],
    ['demo', 'file:///etc/passwd'],
    ['demo', 'geen adres'],
  ] as const)
    it(`refuses ${url} in ${omgeving}, naming the key and not the value`, function () {
      const [uitleg, ...meer] = lees(omgeving, url);

      expect(uitleg).to.match(/^alarmWebhook\.url: /);
      expect(uitleg).not.to.contain(url);
      expect(meer).to.deep.equal([]);
    });
});
