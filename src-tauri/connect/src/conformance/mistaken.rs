//! Which pasted tokens every service takes for something else.

use stint_core::secret::secret;

use crate::services;

#[test]
fn a_token_of_another_kind_or_service_is_recognised_and_any_other_is_left_to_the_service() {
    let all = services::all();
    for line in include_str!("../../fixtures/tokens.csv").lines().skip(1) {
        let [service, token, expected] = line.splitn(3, ',').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let connector = all.iter().find(|it| it.descriptor().id == service).unwrap();
        assert_eq!(connector.mistaken(&secret(token)).unwrap_or_default(), expected, "{service}: {token}");
    }
}
