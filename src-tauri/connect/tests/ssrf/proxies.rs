//! A proxy of the environment is not used: it would look names up by itself.

use std::process::Command;

use stint_connect::endpoint::Endpoint;
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

use crate::stage::{Doors, egress_home};

#[test]
fn no_proxy_of_the_environment_is_used() {
    let doors = Doors::open();
    let mut program = Command::new(std::env::current_exe().unwrap());
    program.args(["--exact", "proxies::a_call_where_a_proxy_is_set", "--ignored"]);
    for name in ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        program.env(name, format!("http://127.0.0.1:{}", doors.port));
    }
    let output = program.env_remove("NO_PROXY").env_remove("no_proxy").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    assert_eq!(doors.visits(), 0);
}

#[tokio::test]
#[ignore = "run by the one above, in an environment with a proxy"]
async fn a_call_where_a_proxy_is_set() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(204)).mount(&server).await;
    let http = egress_home().open(Endpoint::chosen(&server.uri()).unwrap()).unwrap();
    assert_eq!(http.send(http.get("/").unwrap()).await.unwrap().status(), 204);
}
