package dev.factotum.channel.port;

import dev.factotum.http.Http;
import dev.factotum.secret.Secrets;
import dev.factotum.vault.Vault;

/** What channels stand on. */
public record Ground(Vault vault, Http http, Secrets secrets) {}
