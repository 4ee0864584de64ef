#!/usr/bin/env node
// Health check of the container: asks /health/ready of the hub in the same container. Exit code 0 = ready.
import http from 'node:http';
import https from 'node:https';

const url = new URL(process.argv[2] ?? 'http://127.0.0.1:8443/health/ready');
// the certificate of the listener names the public host, not 127.0.0.1: this only asks whether the hub is ready
const opties = { timeout: 4000, rejectUnauthorized: false };
const verzoek = (url.protocol === 'https:' ? https : http).get(url, opties, (antwoord) => {
  antwoord.resume();
  process.exitCode = antwoord.statusCode === 200 ? 0 : 1;
});
verzoek.on('timeout', () => verzoek.destroy(new Error('time-out')));
verzoek.on('error', () => {
  process.exitCode = 1;
});
