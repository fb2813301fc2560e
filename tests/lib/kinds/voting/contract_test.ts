import { keepsBlobContract } from "../../blob/contract.ts";
import { VOTING_BLOBS } from "./blob_contract.ts";

keepsBlobContract(VOTING_BLOBS);
