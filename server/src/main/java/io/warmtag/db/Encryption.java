package io.warmtag.db;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.warmtag.config.DatabaseTls;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom to believe that he is the database. */
final class Encryption {
    private Encryption() {}

    static ClientSSLOptions of(DatabaseTls tls) {
        if (!tls.verifies()) {
            return new ClientSSLOptions().setTrustAll(true);
        }
        TrustOptions trust = tls.rootCertificate()
                .<TrustOptions>map(path -> new PemTrustOptions().addCertPath(path))
                .orElseGet(Encryption::asJavaDoes);
        boolean namesCount = tls.mode() == DatabaseTls.Mode.VERIFY_FULL;
        return new ClientSSLOptions()
                .setTrustOptions(trust)
                .setHostnameVerificationAlgorithm(namesCount ? "HTTPS" : "");
    }

    /** The driver wants to be told even this. */
    private static TrustOptions asJavaDoes() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            @Nullable KeyStore usual = null;
            factory.init(usual);
            return TrustOptions.wrap(factory.getTrustManagers()[0]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
