import java.nio.file.Path;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.io.ByteUnit;
import org.neo4j.kernel.internal.GraphDatabaseAPI;
import org.neo4j.kernel.internal.Version;

/**
 * A Neo4j that answers Bolt on loopback, without accounts, for tests and measurements.
 *
 * <p>Arguments: home folder, port (0: any free one), page cache size. Prints one line "READY key=value ..."
 * and runs until its standard input closes, so it cannot outlive the program that started it.
 */
class Neo4jServer {
    public static void main(String[] arguments) throws Exception {
        var service = new DatabaseManagementServiceBuilder(Path.of(arguments[0]))
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", Integer.parseInt(arguments[1])))
                .setConfig(GraphDatabaseSettings.pagecache_memory, ByteUnit.parse(arguments[2]))
                .setConfig(GraphDatabaseSettings.auth_enabled, false)
                .setConfig(GraphDatabaseSettings.udc_enabled, false) // the usage report: nothing leaves this machine
                .setConfig(GraphDatabaseSettings.preallocate_logical_logs, false) // 256 MB for nothing
                .build();
        var database = (GraphDatabaseAPI) service.database(GraphDatabaseSettings.DEFAULT_DATABASE_NAME);
        var ports = database.getDependencyResolver().resolveDependency(ConnectorPortRegister.class);
        System.out.printf(
                "READY port=%d version=%s heap=%dm page_cache=%s java=%s%n",
                ports.getLocalAddress(ConnectorType.BOLT).getPort(),
                Version.getNeo4jVersion(),
                Runtime.getRuntime().maxMemory() >> 20,
                arguments[2],
                Runtime.version());

        while (System.in.read() >= 0) {}
        Runtime.getRuntime().halt(0); // a shutdown would wait 10 s for the network to fall quiet, to save what is thrown away
    }
}
